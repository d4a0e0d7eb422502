/** 会長に提出を頼む: the one who has written asks the president to read it through and hand it in. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import type { ApplicationState } from '../rules'
import { hold, requireParty } from './move.server'

/** Nobody is written to more often. */
const LIMIT = { max: 3, minutes: 24 * 60 }

/** Pages on which the president hands something in from a state; the first where none is named. */
const PAGES: Partial<Record<ApplicationState, readonly string[]>> = {
  draft: ['check'],
  correcting: ['corrections'],
  decided: ['change', 'claim'],
  started: ['report', 'change', 'claim'],
  report_correcting: ['corrections'],
  finalised: ['claim'],
}

/**
 * Writes to the president.
 * @param page the one from which it is asked
 * @throws SignInNeeded, NotFound, NotAllowed; Stale where there is nothing to hand in; Invalid on `form` when the
 *   association has no president with an account; TooMany
 */
export async function askPresident(actor: Actor, id: number, page?: string): Promise<void> {
  await limitAttempts('subsidy-sign', LIMIT, `${actor.user?.id ?? actor.origin}:${id}`)
  await transaction(async (tx) => {
    const holding = await hold(tx, actor, id)
    requireParty(holding, 'applicant')
    const { held, person } = holding
    const pages = PAGES[held.state] ?? []
    const leaf = pages.find((one) => one === page) ?? pages[0]
    if (!leaf) throw new Stale()
    const presidents = await holdersOf(tx, 'subsidy.sign', held.association, person.today)
    if (presidents.length === 0) throw new Invalid({ form: ['applications.check.no_president'] })
    for (const { email, language } of presidents) {
      const t = translator(isLanguage(language) ? language : 'ja')
      const words = {
        title: held.title,
        association: held.association.name,
        by: person.user.name,
        link: `${settings().PUBLIC_URL}/subsidies/applications/${id}/${leaf}`,
        portal: t('portal.name'),
      }
      await queueMail(tx, {
        recipient: email,
        subject: shorten(t('applications.check.mail_subject', words), 200),
        text: t('applications.check.mail_text', words),
      })
    }
    await record(tx, person, {
      action: 'subsidy.president_asked',
      subjectType: 'subsidy_application',
      subjectId: id,
      associationId: held.association.id,
    })
  })
}
