package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnName;

/// One column's part of a plan, as far as deciding needs it.
///
/// @param sealer the key that sealed the rows
/// @param least the least mode that allows it
/// @param rows how many rows are planned
/// @param tableRows how many rows the table had when the plan was made
/// @param referring how many rows of other tables referred to them then
public record Change(
        ColumnName column,
        KeyArn sealer,
        Mode least,
        Effect effect,
        long rows,
        long tableRows,
        long referring) {}
