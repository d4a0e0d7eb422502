/** The frame of a page's content: where we are, what it is, what can be done. `<main>` stands in the root. */
import type { ReactNode } from 'react'
import { useT } from './i18n'

export type Crumb = { href: string; label: string }

export function Page(props: {
  title: ReactNode
  lead?: ReactNode
  crumbs?: readonly Crumb[]
  actions?: ReactNode
  width?: 'reading' | 'wide'
  children?: ReactNode
}) {
  const { title, lead, crumbs, actions, width = 'reading', children } = props
  const t = useT()
  return (
    <div className={`page page-${width}`}>
      {crumbs && (
        <nav className="crumbs" aria-label={t('portal.crumbs')}>
          <ol>
            <li>
              <a href="/">{t('portal.home')}</a>
            </li>
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <a href={crumb.href}>{crumb.label}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h1>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {actions && <div className="actions">{actions}</div>}
      {children}
    </div>
  )
}
