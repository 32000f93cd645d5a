/**
 * An expected failure. `message` is one sentence that a writer can act on; `cause` keeps what happened underneath, for the log.
 * Bundles are loaded apart, so ask {@link isHumanError} and not `instanceof`.
 */
export class HumanError extends Error {
  override readonly name: string = 'HumanError';
  readonly isHuman = true;
}

/** True for every {@link HumanError}, also one made in another bundle. */
export function isHumanError(value: unknown): value is HumanError {
  return value instanceof Error && (value as Partial<HumanError>).isHuman === true;
}
