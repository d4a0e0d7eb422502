/** ボランティアの受入れ先, page by page. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('listPlaces')
