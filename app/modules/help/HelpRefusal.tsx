/** What is shown where a page of 相談窓口 was refused: the way out is at hand here too. */
import { ErrorBoundary } from '~/ui/error-boundary'
import { QuickExit } from './HelpFrame'
import script from './help.browser?script'

export function HelpRefusal() {
  return (
    <div className="help" data-help>
      <QuickExit />
      <div id="help-body">
        <ErrorBoundary />
      </div>
      <script src={script} defer />
    </div>
  )
}
