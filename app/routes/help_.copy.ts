/** The copy of 相談窓口 that a device keeps when its owner wishes. The same for everybody, so it tells of nobody. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { copyPage } from '~/modules/help/copy.server'
import { KEPT_AT } from '~/modules/help/copy-names'
import { NOT_KEPT } from '~/modules/help/page.server'
import { services } from '~/modules/help/queries/public.server'
import { now } from '~/platform/clock'
import { resource } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'

export const loader = resource(async ({ request, context }: LoaderFunctionArgs) => {
  const at = now()
  const [all, language] = await Promise.all([services(at), languageOf(request)])
  return new Response(copyPage(all, at, { language, demonstration: settings().DEMO, nonce: context.nonce }), {
    headers: { ...NOT_KEPT, 'Content-Type': 'text/html; charset=utf-8', [KEPT_AT]: at.toISOString() },
  })
})
