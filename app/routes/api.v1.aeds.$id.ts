/** One AED. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('readAed')
