import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { timeZone } from './clock.ts'
import { type Customer, type SiteName, siteNames } from './people.ts'
import type { Product } from './products.ts'
import type { World } from './world.ts'

/** Absolute URLs of the running demo sites; a slash at the end does not matter. */
export interface SiteUrls {
  shopUrl: string
  blogUrl: string
  marketplaceUrl: string
  forumUrl: string
}

type Cell = string | number | boolean | null

/**
 * Writes what the company brings along into a folder, which is made where it is missing: products.csv,
 * customers.csv, orders.csv and sources.yaml, in the formats of `earshot import` and config/sources.yaml.
 * `heard` are the sites that become sources: all, unless it says less.
 */
export async function writeCatalogue(
  world: World,
  dir: string,
  urls: SiteUrls,
  heard: readonly SiteName[] = siteNames,
): Promise<void> {
  await mkdir(dir, { recursive: true })
  const files = {
    'products.csv': productsCsv(world, urls),
    'customers.csv': customersCsv(world, urls),
    'orders.csv': ordersCsv(world),
    'sources.yaml': sourcesYaml(world, urls, heard),
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
    marketplace: new URL(urls.marketplaceUrl).host,
    forum: new URL(urls.forumUrl).host,
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

function sourcesYaml(world: World, urls: SiteUrls, heard: readonly SiteName[]): string {
  const blocks = sourceBlocks(urls)
  return `# Written by the demo for its own sites. Your own go into config/sources.yaml.
company:
  name: ${world.company}
  brands: [${world.brand}]
  time_zone: ${timeZone}
  official_authors: [${world.officialAuthor}]
sources:
${heard.map((site) => blocks[site]).join('\n')}
alerts:
  rating_drop: { false_alarms_per_month: 1, min_ratings: 10, to: [] }
recipients: {}
`
}

function sourceBlocks(urls: SiteUrls): Record<SiteName, string> {
  return {
    shop: `  - name: shop
    channel: own_site
    url: ${new URL('/', urls.shopUrl).href}
    adapter: auto
    schedule: every 6h
    scope: { include: [/product/**], exclude: [/cart/**, /account/**], max_pages: 500 }
    policy: { terms: permitted, note: the demo's own shop }
    market: de-DE`,
    blog: `  - name: blog
    channel: blog
    url: ${new URL('/', urls.blogUrl).href}
    adapter: auto
    schedule: every 6h
    policy: { terms: permitted, note: the demo's own blog }`,
    marketplace: `  - name: marketplace
    channel: marketplace
    url: ${new URL('/', urls.marketplaceUrl).href}
    adapter: auto
    schedule: every 6h
    scope: { include: [/category/**, /item/**], max_pages: 100 }
    browser: auto
    policy: { terms: permitted, note: the demo's own marketplace }
    market: de-DE`,
    forum: `  - name: forum
    channel: community
    url: ${new URL('/', urls.forumUrl).href}
    adapter: auto
    schedule: every 6h
    policy: { terms: permitted, note: the demo's own forum }`,
  }
}
