Console.WriteLine("to be");
