// Medians and quantiles: what stands at a place when numbers are in order.

/** The number at a place (0: the smallest) by their order. Moves the numbers about. */
function nth(numbers: Float64Array, place: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const pivot = middleOf(numbers, low, high);
    let [left, right] = [low, high];
    while (left <= right) {
      while (at(numbers, left) < pivot) left += 1;
      while (at(numbers, right) > pivot) right -= 1;
      if (left > right) break;
      const kept = at(numbers, left);
      numbers[left] = at(numbers, right);
      numbers[right] = kept;
      left += 1;
      right -= 1;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return at(numbers, place);
}

/** Places that are asked for are within the numbers. */
function at(numbers: Float64Array, place: number): number {
  return numbers[place] ?? Number.NaN;
}

/** Of the first, the last and the one between them the middle one: numbers that are in order already are no worst case then. */
function middleOf(numbers: Float64Array, low: number, high: number): number {
  const [a, b, c] = [at(numbers, low), at(numbers, (low + high) >> 1), at(numbers, high)];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** NaN for no numbers. Moves the numbers about. */
export function median(numbers: Float64Array): number {
  const { length } = numbers;
  const upper = nth(numbers, length >> 1);
  return length % 2 === 1 ? upper : (upper + nth(numbers, (length >> 1) - 1)) / 2;
}

/**
 * What the next number of their kind is not above, in so many parts of all cases: one number more than there are is counted with, because it
 * may be larger than all. The largest one where there are too few to tell. Moves the numbers about.
 */
export function upperBound(numbers: Float64Array, share: number): number {
  const place = Math.ceil(share * (numbers.length + 1)) - 1;
  return nth(numbers, Math.min(place, numbers.length - 1));
}
