/**
 * Free texts of a survey that is over: those an officer lets be shown, and those to be looked at. They stand in the
 * order of their hashes, which tells nothing of when or by whom they were written.
 */
import type { Actor } from '~/modules/accounts/rules'
import { personalIn } from '~/modules/moderation/rules'
import { db, rows } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { LEAST_SHOWN } from '../rules'
import { keptSurvey, questionsOf } from '../scope.server'

/** So many texts are shown on the page of results; the file has all. */
export const TEXTS_SHOWN = 100

/** So many are looked at on one page. */
const TEXTS_TOGETHER = 20

/** Each different text of a question once, by a hash that names it in forms and reviews. */
export const TEXTS = `
  SELECT encode(sha256(convert_to(text, 'UTF8')), 'hex') AS hash, text, question, count
  FROM (
    SELECT q.id AS question, b.answers ->> q.id::text AS text, count(*)::int AS count
    FROM survey_questions q JOIN survey_ballots b ON b.survey_id = q.survey_id AND b.answers ? q.id::text
    WHERE q.survey_id = $1::int AND q.kind = 'text' GROUP BY 1, 2) written`

export type ShownTexts = { questionId: number; texts: string[]; more: number }

/** The texts that may be read, of each question with some. */
export async function shownTexts(surveyId: number, most = TEXTS_SHOWN): Promise<ShownTexts[]> {
  const found = await rows<{ question: number; text: string; place: number; all: number }>(
    `SELECT * FROM (
       SELECT t.question, coalesce(nullif(r.shown_as, ''), t.text) AS text,
         row_number() OVER (PARTITION BY t.question ORDER BY t.hash)::int AS place,
         count(*) OVER (PARTITION BY t.question)::int AS all
       FROM (${TEXTS}) t JOIN survey_text_reviews r ON r.question_id = t.question AND r.text_hash = t.hash
       WHERE r.shown) shown
     WHERE place <= $2::int ORDER BY question, place`,
    [surveyId, most],
  )
  const by = new Map<number, ShownTexts>()
  for (const { question, text, all } of found) {
    const known = by.get(question) ?? { questionId: question, texts: [], more: all }
    known.texts.push(text)
    known.more = all - known.texts.length
    by.set(question, known)
  }
  return [...by.values()]
}

type TextFilter = 'waiting' | 'shown' | 'hidden'
export const textFilters: readonly TextFilter[] = ['waiting', 'shown', 'hidden']

/**
 * Texts that an officer looks through, with what seems to be personal in them.
 * @throws SignInNeeded, NotAllowed, NotFound unless the actor runs the survey; Stale before its end
 */
export async function textsToReview(actor: Actor, id: number, filter: TextFilter, after: string) {
  const { survey } = await keptSurvey(db, actor, id)
  // While it runs, each new text could be told to whoever has just answered.
  if (survey.state !== 'closed') throw new Stale('survey_not_over')
  const questions = (await questionsOf(db, id)).filter(({ kind }) => kind === 'text')
  const answers = await db.surveyBallot.count({ where: { surveyId: id } })
  const state = { waiting: 'r.id IS NULL', shown: 'r.shown', hidden: 'NOT r.shown' }
  const reviewed = `FROM (${TEXTS}) t LEFT JOIN survey_text_reviews r ON r.question_id = t.question AND r.text_hash = t.hash`
  const [found, counts] = await Promise.all([
    rows<{ hash: string; text: string; question: number; shownAs: string }>(
      `SELECT t.hash, t.text, t.question, coalesce(r.shown_as, '') AS "shownAs" ${reviewed}
       WHERE ${state[filter]} AND t.hash || lpad(t.question::text, 10, '0') > $2 ORDER BY t.hash, t.question LIMIT ${TEXTS_TOGETHER + 1}`,
      [id, after],
    ),
    rows<Record<TextFilter, number>>(
      `SELECT ${textFilters.map((one) => `(count(*) FILTER (WHERE ${state[one]}))::int AS ${one}`).join(', ')} ${reviewed}`,
      [id],
    ),
  ])
  const enough = answers >= LEAST_SHOWN
  const page = enough ? found.slice(0, TEXTS_TOGETHER) : []
  const last = page.at(-1)
  return {
    survey: { id, title: survey.title, anonymous: survey.anonymous },
    counts: (enough && counts[0]) || { waiting: 0, shown: 0, hidden: 0 },
    texts: page.map(({ question, ...text }) => ({
      ...text,
      questionId: question,
      label: questions.find((one) => one.id === question)?.label ?? '',
      findings: personalIn(text.text),
    })),
    next:
      found.length > TEXTS_TOGETHER && last ? `${last.hash}${String(last.question).padStart(10, '0')}` : null,
  }
}
export type TextsToReview = Awaited<ReturnType<typeof textsToReview>>
