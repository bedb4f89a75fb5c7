import { DatabaseError } from 'pg';

/**
 * Runs a transaction again when PostgreSQL gave it up for the sake of another one. It was undone whole, so the same work
 * may be done anew; a lost connection is not such a case, because its commit may have happened.
 */
export async function retryCollisions<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === mostAttempts || !isCollision(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

const mostAttempts = 5;
const serializationFailure = '40001';
const deadlock = '40P01';

function isCollision(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === serializationFailure || error.code === deadlock);
}
