/** 補助制度 with their published versions. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('listProgrammes')
