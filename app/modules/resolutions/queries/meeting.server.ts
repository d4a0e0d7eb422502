/** 総会のお知らせ: what its form arrives filled with, when a decision goes to a meeting. */
import { type Actor, inScope, scopesOf } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { translator } from '~/platform/i18n.server'
import type { Reason } from '../rules'

/**
 * The notice of a general meeting that takes up the items of a decision; day and place are left to the officers.
 * @throws NotFound unless it goes to a meeting in an association where the actor runs decisions
 */
export async function meetingNotice(actor: Actor, id: number): Promise<FormFields> {
  const scopes = scopesOf(actor, 'resolution.run')
  const found =
    scopes.length > 0
      ? await db.resolution.findFirst({
          where: { id, state: 'to_meeting', association: inScope(scopes) },
          select: {
            title: true,
            reason: true,
            associationId: true,
            items: {
              orderBy: [{ position: 'asc' }, { id: 'asc' }],
              select: { title: true, text: true },
            },
          },
        })
      : null
  if (!found) throw new NotFound()
  // The notice becomes the association's own text, so that it is written in Japanese for every reader.
  const t = translator('ja')
  const items = found.items.map(({ title, text }, index) =>
    [`### ${t('resolutions.item.number', { n: index + 1 })} ${title}`, text].filter(Boolean).join('\n'),
  )
  return {
    association: String(found.associationId),
    audience: String(found.associationId),
    visibility: 'members',
    category: 'meeting',
    importance: 'important',
    event_asks: 'assembly',
    title: [...t('resolutions.meeting.title', { title: found.title })].slice(0, 100).join(''),
    body: [
      t('resolutions.meeting.text', {
        title: found.title,
        why: t(`resolutions.reason.${found.reason as Reason}`),
      }),
      t('resolutions.meeting.when'),
      `## ${t('resolutions.item.title_all')}`,
      ...items,
    ].join('\n\n'),
  }
}
