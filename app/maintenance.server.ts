/** What the pages say while maintenance stands: who goes on, who is refused, and that nothing typed is lost. */
import { data } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { formatInstant, now } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { readForm, withoutSecrets } from '~/platform/forms.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { maintenance, retryAfter } from '~/platform/maintenance.server'

type Asking = Parameters<typeof currentActor>[0] & Parameters<typeof readForm>[0]

/** Writes that go on: signing in and out, and what changes nothing but a cookie, or nothing at all. */
const OPEN = new Set(['sign-in', 'sign-in_.code', 'sign-in_.link', 'sign-out', 'language', 'help'])

/** Whether whoever asks may go on during maintenance: administrators look whether everything is right. */
export async function mayPass(args: Asking): Promise<boolean> {
  return (await currentActor(args)).staff.includes('administrator')
}

/**
 * Refuses a write while maintenance stands.
 * @throws data (503) with what was typed, so that the page can send it again; Response (503) where there is no page
 */
export function guard(
  args: Asking,
  asked: { route: string; writes: boolean; page: boolean },
): Promise<void> | undefined {
  if (!asked.writes || maintenance().stage === 'off' || OPEN.has(asked.route)) return undefined
  return refuse(args, asked.page)
}

async function refuse(args: Asking, page: boolean): Promise<void> {
  if (await mayPass(args)) return
  const standing = maintenance()
  const headers = { 'Retry-After': String(retryAfter(standing, now())), 'Cache-Control': 'no-store' }
  const language = await languageOf(args.request)
  const until = standing.until && formatInstant(standing.until, language)
  const key = until ? 'maintenance_until' : 'maintenance'
  const params = { until: until ?? '', reason: standing.reason ?? '' }
  if (!page) {
    const said = translator(language)(`errors.${key}.why`, params)
    throw new Response(said, {
      status: 503,
      headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
    })
  }
  const kept = await typed(args)
  const { pathname, search } = new URL(args.request.url)
  throw data({ key, params, kept, at: pathname + search }, { status: 503, headers })
}

/** What was typed, without passwords; files have to be chosen again. */
async function typed(args: Asking): Promise<FormFields> {
  try {
    const { fields } = await readForm(args)
    return withoutSecrets(fields)
  } catch {
    return {}
  }
}
