/**
 * How often a sign-in was tried in vain. Attempts are counted before the password is looked at, so that many at once
 * can't slip through together; a success forgets them. Subjects are hashes, and exist for made-up accounts as well. A code that is good once is
 * counted the same way: the second attempt with it is one too many.
 */

/** After this long without being counted anew, failures are forgotten. */
export const FAILURES_WINDOW_MS = 15 * 60_000;

/** Counts one attempt; answers with how many there were, and when their window began. */
export async function countAttempt(
  d1: D1Database,
  subject: string,
  now: number,
): Promise<{ failures: number; since: number }> {
  const row = await d1
    .prepare(
      `INSERT INTO sign_in_failures (subject, failures, since) VALUES (?1, 1, ?2)
       ON CONFLICT (subject) DO UPDATE SET
         failures = CASE WHEN since <= ?3 THEN 1 ELSE failures + 1 END,
         since = CASE WHEN since <= ?3 THEN excluded.since ELSE since END
       RETURNING failures, since`,
    )
    .bind(subject, now, now - FAILURES_WINDOW_MS)
    .first<{ failures: number; since: number }>();
  return row ?? { failures: 0, since: now };
}

/** After a success: forgets these subjects, and whatever has run out. */
export async function forgetAttempts(d1: D1Database, subjects: readonly string[], now: number): Promise<void> {
  await d1
    .prepare('DELETE FROM sign_in_failures WHERE subject IN (SELECT value FROM json_each(?)) OR since <= ?')
    .bind(JSON.stringify(subjects), now - FAILURES_WINDOW_MS)
    .run();
}
