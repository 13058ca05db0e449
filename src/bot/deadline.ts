/** What was waited for did not come in time. */
class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** Waits at most `ms` milliseconds. What was begun is not stopped; it is only no longer waited for. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
