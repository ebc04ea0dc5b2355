/// Reading events: CloudTrail records of refused calls, and of what becomes of keys and stacks.
@NullMarked
package io.keymend.aws.trail;

import org.jspecify.annotations.NullMarked;
