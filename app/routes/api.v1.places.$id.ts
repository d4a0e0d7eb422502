/** One place of volunteering in full. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('readPlace')
