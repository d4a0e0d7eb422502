/** `npm run build`: builds the pages, so that a start afterwards finds them and writes nothing. */
import { exitWith } from '../platform/refusal'
import { buildPages } from './build'

buildPages().then(() => process.exit(0), exitWith)
