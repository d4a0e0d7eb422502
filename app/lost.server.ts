/** What the pages say when the database does not answer: what happened, why, and that nothing typed is lost. */
import { data } from '@remix-run/node'
import { fieldsOf, readForm, withoutSecrets } from '~/platform/forms.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { AGAIN_SECONDS } from '~/platform/lost.server'

type Asking = Parameters<typeof readForm>[0]

/**
 * Refuses what could not be read or written.
 * @throws data (503), of a write with what was typed, so that the page can send it again; Response (503) where there is
 * no page
 */
export async function refuseLost(args: Asking, asked: { writes: boolean; page: boolean }): Promise<never> {
  const headers = { 'Retry-After': String(AGAIN_SECONDS), 'Cache-Control': 'no-store' }
  const key = asked.writes ? 'database_gone_write' : 'database_gone'
  if (!asked.page) {
    const t = translator(await languageOf(args.request))
    throw new Response(['title', 'why', 'next'].map((part) => t(`errors.${key}.${part}`)).join('\n'), {
      status: 503,
      headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
    })
  }
  if (!asked.writes) throw data({ key, params: {} }, { status: 503, headers })
  const { pathname, search } = new URL(args.request.url)
  const kept = withoutSecrets(await typed(args))
  throw data({ key, params: {}, kept, at: pathname + search }, { status: 503, headers })
}

/** What the action has read of the form already, else what stands in it. */
async function typed(args: Asking) {
  const read = fieldsOf(args.context)
  if (Object.keys(read).length > 0 || args.request.bodyUsed) return read
  return readForm(args).then(
    ({ fields }) => fields,
    () => ({}),
  )
}
