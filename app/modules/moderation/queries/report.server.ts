/** What somebody is about to report: its kind and title alone, and only while everybody can read it. */
import type { Actor } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { idParam } from '~/platform/http.server'
import { findOne, type Keepers } from '../commands/keepers.server'
import { isSubject, type Subject } from '../rules'

/** The contribution that an address names: `?subject=matter&id=12`. @throws NotFound when it names none */
export function reportedIn(url: string): { subject: Subject; id: number } {
  const query = new URL(url).searchParams
  const subject = query.get('subject') ?? ''
  if (!isSubject(subject)) throw new NotFound()
  return { subject, id: idParam(query.get('id') ?? undefined) }
}

/** @throws NotFound for what is not public. What was hidden meanwhile has no title any more, and still a page. */
export async function reportable(
  actor: Actor,
  keepers: Keepers,
  { subject, id }: { subject: Subject; id: number },
) {
  const found = await findOne(keepers, db, actor, subject, id)
  if (!found?.isPublic) throw new NotFound()
  return {
    subject,
    title: found.hiddenAt ? '' : found.title,
    href: found.href,
    hidden: found.hiddenAt !== null,
  }
}
