/** The button of a form that asks the checker, and what it found. The form comes back with all that was typed. */
import { useT } from '~/ui/i18n'
import { CheckReport } from './CheckReport'
import type { Report } from './rules/check'

/** @param report what was found, once it has been asked; the page comes back to it */
export function Checker({ report }: { report?: Report }) {
  const t = useT()
  return (
    <div className="stack" id="checker">
      {report && <CheckReport report={report} />}
      <button
        type="submit"
        name="intent"
        value="check"
        formNoValidate
        formAction="#checker"
        className="button button-secondary"
      >
        {t('readability.check')}
      </button>
    </div>
  )
}
