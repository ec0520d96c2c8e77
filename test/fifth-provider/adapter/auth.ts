// Bearer tokens by client credentials (quayside contract 1).
