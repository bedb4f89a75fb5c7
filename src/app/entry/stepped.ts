/** To the next whole step, so that 0,5 goes to 5 and not to 5,5; never past the limits. */
export function stepped(value: number | null, direction: 1 | -1, limits: { step: number; minimum: number; maximum: number }): number {
  const { step, minimum, maximum } = limits;
  const from = value ?? 0;
  const next = direction === 1 ? (Math.floor(from / step) + 1) * step : (Math.ceil(from / step) - 1) * step;
  return Math.min(maximum, Math.max(minimum, next));
}
