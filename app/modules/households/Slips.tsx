/** Slips to be cut apart, several on a page. */
import type { ReactNode } from 'react'
import { dayOf, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'

export type SlipView = { household: string; group: string; code: string; validUntil: string }

export function Slips(props: {
  slips: readonly SlipView[]
  association: string
  address: string
  picture: ReactNode
}) {
  const { slips, association, address, picture } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      {slips.map(({ household, group, code, validUntil }) => (
        <section className="slip" key={code}>
          <div className="slip-picture">{picture}</div>
          <div className="min-w-60 flex-1">
            <h2>{t('households.slips.for', { name: household })}</h2>
            <p className="support">{group}</p>
            <p>{t('households.slips.text', { association })}</p>
            <ol className="list-decimal pl-6">
              <li>{t('households.slips.step_open', { address })}</li>
              <li>{t('households.slips.step_sign_in')}</li>
              <li>{t('households.slips.step_code')}</li>
            </ol>
            <p className="text-2xl font-bold">
              <code>{`${code.slice(0, 4)}-${code.slice(4)}`}</code>
            </p>
            <p className="support">
              {t('households.slips.until', { day: formatDay(dayOf(new Date(validUntil)), language) })}
            </p>
          </div>
        </section>
      ))}
    </>
  )
}
