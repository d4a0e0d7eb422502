/** `npm run build`: builds the portal where it is not built yet, so that a start afterwards writes nothing. */
import { say } from '../platform/log.server'
import { exitWith } from '../platform/refusal'
import { ensureBuild } from './build'

ensureBuild(() => say('ページを組み立てています…', 'Building the pages…')).then(
  () => process.exit(0),
  exitWith,
)
