/** 担い手の募集, page by page. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('listOpenings')
