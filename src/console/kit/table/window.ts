// Which rows of a long list stand in the page: those in sight and some above and below.

export interface View {
  /** How far the first row lies above the upper edge of what is seen, in pixels; negative when it lies below. */
  readonly above: number;
  /** The height of what is seen, in pixels. */
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
}

/** Rows beyond both edges, so that scrolling shows no gap. */
const BEYOND = 20;

/** The rows from `from` up to but without `to`. */
export function windowOf({ above, height, rowHeight, count }: View): { from: number; to: number } {
  const first = Math.floor(above / rowHeight) - BEYOND;
  const last = Math.ceil((above + height) / rowHeight) + BEYOND;
  const to = Math.min(Math.max(last, 0), count);
  return { from: Math.max(0, Math.min(first, to)), to };
}
