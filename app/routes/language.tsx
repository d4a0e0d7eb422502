/** The language switch: remembers the choice and goes back. */
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, safePath } from '~/platform/http.server'
import { languages } from '~/platform/i18n'
import { languageCookie } from '~/platform/i18n.server'

const schema = z.object({
  language: z.enum(languages).catch('ja'),
  next: z.string().catch('/'),
})

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async () => redirect('/'))

export const action = formAction(async (args) => {
  const { language, next } = await readAndCheck(args, schema)
  // A language in the address would win over the choice that was just made.
  const target = new URL(safePath(next), 'http://portal.invalid')
  target.searchParams.delete('lang')
  return redirect(target.pathname + target.search, {
    headers: { 'Set-Cookie': await languageCookie.serialize(language) },
  })
})

export default function Language() {
  return null
}
