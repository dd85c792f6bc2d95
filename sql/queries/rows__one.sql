-- One row: the accepted row that stands in row $row_number of sheet $sheet_name of upload $upload_id.
select accepted_rows.*
from marts.accepted_rows
where accepted_rows.upload_id = $upload_id
    and accepted_rows.sheet_name = $sheet_name
    and accepted_rows.row_number = $row_number
