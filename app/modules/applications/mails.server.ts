/** Who is told of a move: the other side, by mail. The mail names the matter and what to do, and no content. */
import { type Holder, holdersOf, staffWith } from '~/modules/accounts/queries/holders.server'
import type { SignedIn } from '~/modules/accounts/rules'
import { queueMail } from '~/modules/notifications/commands.server'
import { type Day, formatDay } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'
import { type ApplicationState, INSIDE_THE_CITY, type Party, type Verb } from './rules'

type About = {
  id: number
  title: string
  receiptNumber: string | null
  association: { id: number; kind: string; name: string }
  assignedToId: string | null
}

/** Somebody to write to; staff find an application at their desk, its officers on its own page. */
type Receiver = Holder & { ofCity: boolean }

const linkTo = ({ ofCity }: Receiver, id: number): string =>
  `${settings().PUBLIC_URL}${ofCity ? '/desk/subsidies' : '/subsidies/applications'}/${id}`

const staff = (people: readonly Holder[]): Receiver[] => people.map((one) => ({ ...one, ofCity: true }))

/** Who writes for an association. */
export async function officersOf(tx: Tx, association: About['association'], today: Day): Promise<Receiver[]> {
  const people = await holdersOf(tx, 'subsidy.apply', association, today)
  return people.map((one) => ({ ...one, ofCity: false }))
}

/** The reviewer in charge; all of them where there is none. */
export async function reviewersOf(tx: Tx, today: Day, assignedToId: string | null): Promise<Receiver[]> {
  const all = await staffWith(tx, 'subsidy.review', today)
  const assigned = all.filter(({ id }) => id === assignedToId)
  return staff(assigned.length > 0 ? assigned : all)
}

/** States that lie with the approver. */
const FOR_APPROVER: readonly ApplicationState[] = ['proposed', 'finalising', 'cancelling']

/**
 * Tells the side whose turn it becomes: the officers who write for the association, the reviewer in charge (all where
 * there is none), or the approvers; never the one who acts.
 */
export async function tellOfMove(
  tx: Tx,
  by: SignedIn,
  about: About,
  act: { verb: Verb; to: ApplicationState; party: Party; reason: string; dueOn: Day | null },
): Promise<void> {
  const { party, to, verb } = act
  // The city learns nothing of a draft, nor that one was given up.
  if (to === 'draft' || (to === 'withdrawn' && about.receiptNumber === null)) return
  const ofCity = party === 'reviewer' || party === 'approver'
  const forApprover = FOR_APPROVER.includes(to) || verb === 'propose_change'
  const receivers = forApprover
    ? staff(await staffWith(tx, 'subsidy.approve', by.today))
    : ofCity
      ? [
          ...(party === 'approver' ? await reviewersOf(tx, by.today, about.assignedToId) : []),
          ...(INSIDE_THE_CITY.includes(verb) ? [] : await officersOf(tx, about.association, by.today)),
        ]
      : await reviewersOf(tx, by.today, about.assignedToId)
  const each = new Map(receivers.filter(({ id }) => id !== by.user.id).map((one) => [one.id, one]))
  for (const receiver of each.values()) await write(tx, receiver, about, act)
}

async function write(
  tx: Tx,
  to: Receiver,
  about: About,
  { verb, to: state, reason, dueOn }: { verb: Verb; to: ApplicationState; reason: string; dueOn: Day | null },
): Promise<void> {
  const language = isLanguage(to.language) ? to.language : 'ja'
  const t = translator(language)
  const words = {
    title: about.title,
    association: about.association.name,
    done: t(`applications.verb.${verb}`),
    state: t(`applications.state.${state}`),
    link: linkTo(to, about.id),
    portal: t('portal.name'),
  }
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(t('applications.mail.subject', words), 200),
    text: [
      t('applications.mail.text', words),
      ...(reason ? [t('applications.mail.reason', { reason: shorten(reason, 1000) })] : []),
      ...(dueOn ? [t('applications.mail.due', { day: formatDay(dueOn, language) })] : []),
      t('applications.mail.foot', words),
    ].join('\n\n'),
  })
}

/**
 * Reminds somebody of an application. The mail names the matter, the day and the way, and no content.
 * @param kind section of the catalogue `applications.reminder`
 */
export async function writeReminder(
  tx: Tx,
  to: Receiver,
  about: Pick<About, 'id' | 'title'> & { association: { name: string } },
  kind: string,
  wordsIn: (language: string) => Record<string, string>,
): Promise<void> {
  const language = isLanguage(to.language) ? to.language : 'ja'
  const t = translator(language)
  const words = {
    ...wordsIn(language),
    title: about.title,
    association: about.association.name,
    link: linkTo(to, about.id),
    portal: t('portal.name'),
  }
  const what = t(`applications.reminder.${kind}`, words)
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(t('applications.reminder.subject', { ...words, what }), 200),
    text: [
      t('applications.reminder.about', words),
      what,
      t(`applications.reminder.${kind}_next`, words),
      t('applications.mail.foot', words),
    ].join('\n\n'),
  })
}
