import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** People and services, what they may do, and which keys are theirs. A role goes with the experiment or model where it holds. */
export const accounts: Migration = {
  version: 31,
  name: 'accounts',
  async up(db) {
    await db.schema
      .createTable('accounts')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('closed_at', 'text')
      .execute();
    await db.schema
      .createIndex('accounts_alike')
      .unique()
      .on('accounts')
      .expression(sql`lower(name)`)
      .execute();
    await db.schema
      .createTable('account_roles')
      .addColumn('account', 'text', (column) => column.notNull().references('accounts.name'))
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('account_roles_key', ['account', 'role'])
      .execute();
    await db.schema
      .createTable('experiment_roles')
      .addColumn('account', 'text', (column) => column.notNull().references('accounts.name'))
      .addColumn('experiment', 'integer', (column) =>
        column.notNull().references('experiments.number').onDelete('cascade'),
      )
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('experiment_roles_key', ['account', 'experiment', 'role'])
      .execute();
    await db.schema
      .createIndex('experiment_roles_at')
      .on('experiment_roles')
      .column('experiment')
      .execute();
    await db.schema
      .createTable('model_roles')
      .addColumn('account', 'text', (column) => column.notNull().references('accounts.name'))
      .addColumn('model', 'text', (column) =>
        column.notNull().references('models.name').onUpdate('cascade').onDelete('cascade'),
      )
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('model_roles_key', ['account', 'model', 'role'])
      .execute();
    await db.schema.createIndex('model_roles_at').on('model_roles').column('model').execute();
    await db.schema
      .alterTable('api_keys')
      .addColumn('account', 'text', (column) => column.references('accounts.name'))
      .execute();
    await db.schema.createIndex('api_keys_of').on('api_keys').column('account').execute();
  },
};
