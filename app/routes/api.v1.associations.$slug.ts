/** One association in full. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('readAssociation')
