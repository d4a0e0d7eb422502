/** Two officers edited the same notice: both texts side by side, nothing of either is lost. */
import { type FormFields, firstValue } from '~/platform/forms'
import { useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'

export function EditConflict({ standing, mine }: { standing: FormFields; mine: FormFields }) {
  const t = useT()
  return (
    <>
      <Banner tone="warning" title={t('notices.form.stale_title')} live>
        <p>{t('notices.form.stale_text')}</p>
      </Banner>
      <div className="compare">
        <TextOf title={t('notices.form.stale_now')} fields={standing} />
        <TextOf title={t('notices.form.stale_yours')} fields={mine} />
      </div>
    </>
  )
}

function TextOf({ title, fields }: { title: string; fields: FormFields }) {
  return (
    <section className="card">
      <h2 className="card-title">{title}</h2>
      <p>
        <strong>{firstValue(fields, 'title')}</strong>
      </p>
      <pre>{firstValue(fields, 'body')}</pre>
    </section>
  )
}
