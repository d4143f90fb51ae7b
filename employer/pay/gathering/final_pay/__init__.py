"""What belongs to the end of an employment, to cancelled shifts and to averaging periods, for one payslip."""
