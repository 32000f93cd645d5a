/** How many requests may run at once. `ceiling`: what the service said it takes, less what others of the account use. */
export interface LaneLimit {
  readonly allowed: number;
  readonly ceiling: number | undefined;
}

export function firstLimit(atFirst: number): LaneLimit {
  return { allowed: atFirst, ceiling: undefined };
}

/**
 * The limit after an answer. `seen` are the service's own counts, `inFlight` the requests of ours that run, the answered one among them.
 * A lane that was refused before climbs back step by step. Source: headers of https://elevenlabs.io/docs/api-reference/text-to-speech/convert
 */
export function learnt(
  limit: LaneLimit,
  seen: { readonly current?: number | undefined; readonly maximum?: number | undefined },
  inFlight: number,
): LaneLimit {
  const { maximum } = seen;
  if (maximum === undefined || !Number.isFinite(maximum) || maximum < 1) return limit;
  const others = Math.max(0, (seen.current ?? 0) - inFlight);
  const ceiling = Math.max(1, Math.floor(maximum) - others);
  const wasFull = limit.ceiling === undefined || limit.allowed >= limit.ceiling;
  return { ceiling, allowed: wasFull ? ceiling : Math.min(ceiling, limit.allowed + 1) };
}

/** The limit after the service refused one of `inFlight` requests because there were too many. */
export function refused(limit: LaneLimit, inFlight: number): LaneLimit {
  const allowed = Math.max(1, Math.min(limit.allowed, inFlight - 1));
  return { allowed, ceiling: limit.ceiling ?? limit.allowed };
}
