import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { timeZone } from './clock.ts'
import type { Customer, SiteName } from './people.ts'
import type { Product } from './products.ts'
import type { World } from './world.ts'

/** Absolute URLs of the running demo sites; a slash at the end does not matter. */
export interface SiteUrls {
  shopUrl: string
  blogUrl: string
}

type Cell = string | number | boolean | null

/**
 * Writes what the company brings along into a folder, which is made where it is missing: products.csv,
 * customers.csv, orders.csv and sources.yaml, in the formats of `earshot import` and config/sources.yaml.
 */
export async function writeCatalogue(world: World, dir: string, urls: SiteUrls): Promise<void> {
  await mkdir(dir, { recursive: true })
  const files = {
    'products.csv': productsCsv(world, urls),
    'customers.csv': customersCsv(world, urls),
    'orders.csv': ordersCsv(world),
    'sources.yaml': sourcesYaml(world, urls),
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(dir, name), text)))
}

function productsCsv({ products }: World, { shopUrl }: SiteUrls): string {
  const row = (product: Product): Cell[] => [
    product.productId,
    product.name,
    product.brand,
    product.gtin13,
    product.mpn,
    product.sku,
    product.category,
    product.variantOf,
    'de-DE',
    product.aliases.join('|'),
    product.paths.map((path) => new URL(path, shopUrl).href).join('|'),
    product.isCompetitor,
  ]
  const header =
    'product_id,name,brand,gtin,mpn,sku,category,variant_of,market,aliases,urls,is_competitor'
  return csv(header, products.map(row))
}

function customersCsv(world: World, urls: SiteUrls): string {
  const sites: Record<SiteName, string> = {
    shop: new URL(urls.shopUrl).host,
    blog: new URL(urls.blogUrl).host,
  }
  const row = (customer: Customer): Cell[] => [
    customer.customerId,
    customer.crmId,
    customer.name,
    customer.email,
    customer.handles.map(({ site, handle }) => `${sites[site]}:${handle}`).join('|'),
    customer.street,
    customer.city,
    customer.postcode,
    customer.country,
    customer.birthDate,
    customer.segment,
    lifetimeValue(world, customer).toFixed(2),
    'EUR',
  ]
  const header =
    'customer_id,crm_id,name,email,handles,street,city,postcode,country,birth_date,segment,lifetime_value,currency'
  return csv(header, world.customers.map(row))
}

/** What the customer has paid and not got back, in euros. */
function lifetimeValue({ orders }: World, { customerId }: Customer): number {
  return orders
    .filter((order) => order.customerId === customerId && order.returnedAt === null)
    .reduce((sum, { amount }) => sum + amount, 0)
}

function ordersCsv({ orders }: World): string {
  const header = 'order_id,customer_id,product_id,ordered_at,quantity,amount,currency,returned_at'
  return csv(
    header,
    orders.map((order) => [
      order.orderId,
      order.customerId,
      order.productId,
      order.orderedAt,
      order.quantity,
      order.amount.toFixed(2),
      'EUR',
      order.returnedAt,
    ]),
  )
}

/** CSV as in RFC 4180, with line feeds. */
function csv(header: string, rows: readonly Cell[][]): string {
  const line = (cells: readonly Cell[]) => cells.map(csvCell).join(',')
  return `${[header, ...rows.map(line)].join('\n')}\n`
}

function csvCell(cell: Cell): string {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function sourcesYaml(world: World, { shopUrl, blogUrl }: SiteUrls): string {
  return `# Written by the demo for its own sites. Your own go into config/sources.yaml.
company:
  name: ${world.company}
  brands: [${world.brand}]
  time_zone: ${timeZone}
  official_authors: [${world.officialAuthor}]
sources:
  - name: shop
    channel: own_site
    url: ${new URL('/', shopUrl).href}
    adapter: auto
    schedule: every 6h
    scope: { include: [/product/**], exclude: [/cart/**, /account/**], max_pages: 500 }
    policy: { terms: permitted, note: the demo's own shop }
    market: de-DE
  - name: blog
    channel: blog
    url: ${new URL('/', blogUrl).href}
    adapter: auto
    schedule: every 6h
    policy: { terms: permitted, note: the demo's own blog }
alerts:
  rating_drop: { false_alarms_per_month: 1, min_ratings: 10, to: [] }
recipients: {}
`
}
