/** A failed request. The message is a sentence that can be shown as it is. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    message: string,
    /** The HTTP status, or null when there was no answer at all or none that could be read. */
    readonly status: number | null = null,
  ) {
    super(message);
  }
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
