// One workspace: a room or a desk (webex contract 7).

/** A room or a desk. */
export interface Workspace {
  readonly displayName: string;
  readonly type: string;
  readonly locationId: string;
  readonly hotdesking: boolean;
  readonly supportedDevices: 'collaborationDevices' | 'phones';
  readonly callingType: string;
  /** Bit of its calling license; 0 for none. In practice it is one at most. */
  readonly license: number;
}
