// Where Genesys Cloud runs. An organisation lives in exactly one region and nothing redirects to it (genesys contract 1.1).

/** AWS region and domain, row by row from genesys contract 1.1; hosts are `api.<domain>` and `login.<domain>`. */
export const REGIONS: readonly { readonly region: string; readonly domain: string }[] = [
  { region: 'us-east-1', domain: 'mypurecloud.com' },
  { region: 'us-east-2', domain: 'use2.us-gov-pure.cloud' },
  { region: 'us-west-2', domain: 'usw2.pure.cloud' },
  { region: 'ca-central-1', domain: 'cac1.pure.cloud' },
  { region: 'mx-central-1', domain: 'mxc1.pure.cloud' },
  { region: 'sa-east-1', domain: 'sae1.pure.cloud' },
  { region: 'eu-west-1', domain: 'mypurecloud.ie' },
  { region: 'eu-west-2', domain: 'euw2.pure.cloud' },
  { region: 'eu-central-1', domain: 'mypurecloud.de' },
  { region: 'eu-central-2', domain: 'euc2.pure.cloud' },
  { region: 'eusc-de-east-1', domain: 'edee1.eusc-pure.cloud' },
  { region: 'me-central-1', domain: 'mec1.pure.cloud' },
  { region: 'ap-south-1', domain: 'aps1.pure.cloud' },
  { region: 'ap-northeast-1', domain: 'mypurecloud.jp' },
  { region: 'ap-northeast-2', domain: 'apne2.pure.cloud' },
  { region: 'ap-northeast-3', domain: 'apne3.pure.cloud' },
  { region: 'ap-southeast-1', domain: 'apse1.pure.cloud' },
  { region: 'ap-southeast-2', domain: 'mypurecloud.com.au' },
];

/** The domain of a region given by either of its names; undefined for a name nobody has. */
export function domainOf(name: string): string | undefined {
  return REGIONS.find((row) => row.region === name || row.domain === name)?.domain;
}
