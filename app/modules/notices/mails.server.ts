/** The mails of an approval. Their words stand under `notices.mail.<kind>`; none holds the text of the notice. */
import { type Holder, holdersOf } from '~/modules/accounts/queries/holders.server'
import type { SignedIn } from '~/modules/accounts/rules'
import { queueMail } from '~/modules/notifications/commands.server'
import type { Tx } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { shorten } from '~/platform/text'

type About = { id: number; title: string; association: { id: number; kind: string; name: string } }

/** What approvers are told: somebody asks, or something stands without them. */
type ToApprovers = 'approval_asked' | 'urgent_published' | 'corrected'
/** What the writer is told. */
type ToWriter = 'approved' | 'returned'

async function write(
  tx: Tx,
  to: Holder,
  kind: ToApprovers | ToWriter,
  page: string,
  about: About,
  more: { name: string; reason?: string },
): Promise<void> {
  const t = translator(isLanguage(to.language) ? to.language : 'ja')
  const words = {
    ...more,
    title: about.title,
    association: about.association.name,
    link: `${settings().PUBLIC_URL}${page}`,
    portal: t('portal.name'),
  }
  await queueMail(tx, {
    recipient: to.email,
    subject: shorten(t(`notices.mail.${kind}.subject`, words), 200),
    text: [t(`notices.mail.${kind}.text`, words), t('notices.mail.foot', words)].join('\n\n'),
  })
}

/** Tells all who could approve, but for the one who acts. Returns how many there are. */
export async function tellApprovers(
  tx: Tx,
  actor: SignedIn,
  kind: ToApprovers,
  about: About,
): Promise<number> {
  const holders = await holdersOf(tx, 'notice.approve', about.association, actor.today)
  const others = holders.filter((holder) => holder.id !== actor.user.id)
  const page = kind === 'approval_asked' ? `/notices/${about.id}/approve` : `/notices/${about.id}`
  for (const to of others) await write(tx, to, kind, page, about, { name: actor.user.name })
  return others.length
}

/** Tells the one who asked for the approval what became of it; nobody when the account is gone. */
export async function tellWriter(
  tx: Tx,
  actor: SignedIn,
  kind: ToWriter,
  writerId: string | null,
  about: About,
  reason?: string,
): Promise<void> {
  if (!writerId) return
  const to = await tx.user.findUnique({
    where: { id: writerId },
    select: { id: true, email: true, language: true },
  })
  if (!to) return
  const page = kind === 'returned' ? `/notices/${about.id}/edit` : `/notices/${about.id}`
  await write(tx, to, kind, page, about, { name: actor.user.name, reason })
}
