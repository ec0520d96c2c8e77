// Settings of a process whose vendors are emulators on the same machine: when that is busy, they take longer to answer than a process waits
// for a vendor by itself, and what a test expects to be whole would lack an account.

/** Shorter than `LEASE.leaseMs` allows. */
export const PATIENT = { connectTimeoutMs: 10_000, answerTimeoutMs: 60_000 };

/** Of `changes`: longer than requests to vendors may take. */
export const LEASE = { leaseMs: 120_000 };
