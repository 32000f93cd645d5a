/** Imported before any schema is made: the page's content security policy forbids the code that zod would otherwise generate. */
import * as z from 'zod/mini';

z.config({ jitless: true });
