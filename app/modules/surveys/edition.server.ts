/** Which edition of a named answer somebody has before them, so that two of a household do not undo each other unseen. */
import { createHash } from 'node:crypto'
import type { Answers } from './rules'

/** Says nothing of the answers, but differs as soon as they do. Keys in the order of the questions' ids. */
export const editionOf = (answers: Answers): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(answers).sort(([a], [b]) => Number(a) - Number(b))))
    .digest('base64url')
    .slice(0, 22)
