/** The switch of language and of readings over kanji: remembers the choice and goes back. */
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, safePath } from '~/platform/http.server'
import { languages } from '~/platform/i18n'
import { languageCookie, rubyCookie } from '~/platform/i18n.server'

const schema = z.object({
  language: z.enum(languages).optional().catch('ja'),
  ruby: z.enum(['0', '1']).optional().catch(undefined),
  next: z.string().catch('/'),
})

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async () => redirect('/'))

export const action = formAction(async (args) => {
  const { language, ruby, next } = await readAndCheck(args, schema)
  const target = new URL(safePath(next), 'http://portal.invalid')
  const headers = new Headers()
  if (ruby) headers.append('Set-Cookie', await rubyCookie.serialize(ruby))
  else {
    // A language in the address would win over the choice that was just made.
    for (const name of ['lang', 'version']) target.searchParams.delete(name)
    headers.append('Set-Cookie', await languageCookie.serialize(language ?? 'ja'))
  }
  return redirect(target.pathname + target.search, { headers })
})

export default function Language() {
  return null
}
