/** 自由記述の確認: an officer looks at each text and lets it be shown, as written or with names covered. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { TEXTS } from '../queries/texts.server'
import type { TextDecision } from '../schema/texts'
import { keptSurvey } from '../scope.server'

/**
 * Decides which texts are shown. Texts that nobody has written are left out. The audit says how many, never which.
 * @throws SignInNeeded, NotAllowed, NotFound unless the actor runs the survey; Stale before its end
 */
export async function reviewTexts(
  actor: Actor,
  id: number,
  decisions: readonly TextDecision[],
): Promise<void> {
  await transaction(async (tx) => {
    const { survey, keeper } = await keptSurvey(tx, actor, id)
    if (survey.state !== 'closed') throw new Stale('survey_not_over')
    const written = await tx.$queryRawUnsafe<{ hash: string; question: number; text: string }[]>(
      `SELECT hash, question, text FROM (${TEXTS}) t WHERE hash = ANY($2::text[])`,
      id,
      decisions.map(({ hash }) => hash),
    )
    let shown = 0
    let hidden = 0
    for (const { hash, questionId, show, text } of decisions) {
      const found = written.find((one) => one.hash === hash && one.question === questionId)
      if (!found) continue
      const decided = {
        shown: show,
        shownAs: show && text !== found.text ? text : '',
        decidedById: keeper.user.id,
      }
      await tx.surveyTextReview.upsert({
        where: { questionId_textHash: { questionId, textHash: hash } },
        create: { questionId, textHash: hash, ...decided },
        update: decided,
        select: { id: true },
      })
      if (show) shown++
      else hidden++
    }
    if (shown + hidden === 0) return
    await record(tx, actor, {
      action: 'survey.texts',
      subjectType: 'survey',
      subjectId: id,
      associationId: survey.association.id,
      after: { shown, hidden },
    })
  })
}
