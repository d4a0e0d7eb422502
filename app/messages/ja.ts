/** Japanese: the first language of the portal, complete. */
import accounts from './ja/accounts.json'
import associations from './ja/associations.json'
import errors from './ja/errors.json'
import form from './ja/form.json'
import notices from './ja/notices.json'
import portal from './ja/portal.json'

export default { accounts, associations, errors, form, notices, portal }
