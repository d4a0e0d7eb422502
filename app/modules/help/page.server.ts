/** What the pages of 相談窓口 have in common. */
import { isLanguage } from '~/platform/i18n'
import { settings } from '~/platform/settings.server'
import type { HelpPage } from './HelpFrame'

/** No store keeps such a page, not even the browser's own. (`app/server.ts` sends that it is no referrer.) */
export const NOT_KEPT = { 'Cache-Control': 'no-store' }

/** What the frame is told of a request: its language, where the address names one, and nothing of who asks. */
export function helpPage(request: Request): HelpPage {
  const asked = new URL(request.url).searchParams.get('lang')
  return { asked: isLanguage(asked) ? asked : '', demonstration: settings().DEMO }
}
