/** Reviews without improvement: since the last that found some, and in all. */
interface Streak {
  readonly inARow: number;
  readonly inAll: number;
}

/** Counts answers in order. One that says nothing about improvement changes neither count. */
export function streakOf(answers: readonly string[], improved: string): Streak {
  let inARow = 0;
  let inAll = 0;
  for (const answer of answers) {
    if (answer === '') continue;
    if (answer === improved) {
      inARow = 0;
    } else {
      inARow += 1;
      inAll += 1;
    }
  }
  return { inARow, inAll };
}
