/** お知らせ, page by page. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('listNotices')
